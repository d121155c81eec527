/** The cards by what a message is about; each may decline with null. */

import { changedCard, changesCard } from "./changes.js";
import { careCard } from "./care.js";
import { patternCard } from "./patterns.js";
import { keepCard, netCard } from "./warnings.js";

export const CARDS = {
  patterns: patternCard,
  self_care: careCard,
  safety_net: netCard,
  card: keepCard,
  changes: changesCard,
  advice_changed: changedCard,
};
