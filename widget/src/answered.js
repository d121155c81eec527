/** Which questions were answered with what, read from the conversation. */

/**
 * The questions with their latest answers, in the order they were first asked, and
 * what was said without having been asked.
 */
export function answered(entries) {
  const answers = new Map();
  const ownWords = [];
  let question = null;
  for (const entry of entries) {
    if (entry.from === "bot") {
      if (entry.data.question) question = entry;
    } else if (question && !isAside(entry, question)) {
      const { id, text } = question.data.question;
      answers.set(id, { id, question: text ?? question.text, answer: entry.text });
      question = null;
    } else if (!question && !isOffered(entry, entries)) {
      ownWords.push(entry.text);
    }
  }
  return { answers: [...answers.values()], ownWords };
}

/** Something pressed that is no answer, such as "Go back". */
function isAside(entry, question) {
  return (question.data.asides ?? []).some(({ title }) => title === entry.text);
}

function isOffered(entry, entries) {
  return entries.some(
    ({ buttons }) => buttons?.some(({ title }) => title === entry.text),
  );
}

/** How many times to go back until the question is asked again; 0 if it is not there. */
export function stepsBack(entries, id) {
  const asked = [];
  for (const { data } of entries) {
    const question = data?.question?.id;
    if (question && !asked.includes(question)) asked.push(question);
  }
  const at = asked.indexOf(id);
  return at < 0 ? 0 : asked.length - at - 1;
}
