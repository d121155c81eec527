// Reads adaptive cards, one in a line, as Microsoft's own library does, and prints for each
// a line of JSON: what the library has against it, the card as it has been understood, and
// what each button gives when it is pressed.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const { ActionSet, AdaptiveCard, SerializationContext } = require(
  'adaptivecards/dist/adaptivecards.js'
);

const buttons = (card) =>
  Array.from({ length: card.getItemCount() }, (_, at) => card.getItemAt(at))
    .filter((item) => item instanceof ActionSet)
    .flatMap((row) =>
      Array.from({ length: row.getActionCount() }, (_, at) => row.getActionAt(at))
    )
    .map(({ title, data }) => ({ title, data }));

for await (const line of createInterface({ input: process.stdin })) {
  const card = new AdaptiveCard();
  const context = new SerializationContext();
  card.parse(JSON.parse(line), context);
  const complaints = [
    ...Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at)),
    ...card.validateProperties().validationEvents,
  ].map(({ message }) => message);
  console.log(JSON.stringify({ complaints, understood: card.toJSON(), buttons: buttons(card) }));
}
