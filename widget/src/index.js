/** The file that a page loads: it defines the element. */

import { BacktalkChat } from "./element.js";
import { registerLocale } from "./strings/index.js";

if (!customElements.get("backtalk-chat")) {
  customElements.define("backtalk-chat", BacktalkChat);
}

export { BacktalkChat, registerLocale };
