/**
 * `<backtalk-chat>`: the chat as an element of any page.
 *
 *   server            where Backtalk runs; else where this file came from
 *   mode              launcher (a button that opens a panel), inline or page
 *   position          end (default) or start: the corner of the launcher
 *   locale            such as "es"; else the language of the page
 *   theme             auto (default), light, dark or contrast
 *   clinic            the name to show in the title bar
 *   emergency-number  shown until the server tells its own; default 999
 *   start             what to say in the person's place as soon as the chat is open
 *   open              whether the panel of the launcher is open
 *
 * All but server and start may be changed at any time.
 *
 * Events, none of which carries what a person said: backtalk-open, backtalk-close,
 * backtalk-emergency, backtalk-result {level}, backtalk-safety-net {read}.
 */

import { Channel } from "./channel.js";
import { Chat } from "./chat.js";
import { Conversation } from "./conversation.js";
import { button, h, show } from "./dom.js";
import { Store } from "./store.js";
import { closest, directionOf, speaker } from "./strings/index.js";
import chatCss from "./styles/chat.css";
import printCss from "./styles/print.css";

// The file is served from a folder of the server; the conversation is beside it.
const HOME = new URL("..", import.meta.url).href;
const EMERGENCY_NUMBER = "999";

let sheet;

/** One style sheet for all chats of a page; made in script, so any style policy allows it. */
function styleSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(chatCss);
  }
  return sheet;
}

export class BacktalkChat extends HTMLElement {
  static observedAttributes = ["open", "mode", "locale", "dir", "clinic", "emergency-number"];

  #conversation;
  #chat;
  #launcher;
  #open = false;

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [styleSheet()];
      this.#conversation = new Conversation(new Channel(this.#server), new Store(this.#server));
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") this.#conversation.catchUp();
      });
    }
    if (this.#hasLauncher && this.#conversation.wasInView) this.setAttribute("open", "");
    this.#draw();
    this.#beginIfOpen();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#chat || before === now) return;
    if (name === "open") this.#showPanel();
    else this.#draw();
    this.#beginIfOpen();
  }

  /** Opens the panel and puts the focus into it. */
  open() {
    this.setAttribute("open", "");
    this.#chat.focus();
  }

  /** Closes the panel; the conversation stays. */
  close() {
    this.removeAttribute("open");
    this.#launcher?.focus();
  }

  /** The address of the server, without a slash at its end. */
  get #server() {
    const address = this.getAttribute("server") ?? HOME;
    return new URL(address, document.baseURI).href.replace(/\/$/, "");
  }

  get #hasLauncher() {
    return !["inline", "page"].includes(this.getAttribute("mode"));
  }

  get #locale() {
    const page = this.closest("[lang]")?.lang || document.documentElement.lang;
    return this.getAttribute("locale") || page || "en";
  }

  #beginIfOpen() {
    if (!this.#hasLauncher || this.hasAttribute("open")) this.#begin();
  }

  async #begin() {
    if (this.#conversation.started) return;
    await this.#conversation.open();
    const start = this.getAttribute("start");
    const fresh = this.#conversation.entries.every(({ from }) => from === "bot");
    if (start && fresh && this.#conversation.status === "idle") {
      this.#conversation.say(start);
    }
  }

  #draw() {
    const t = speaker(this.#locale);
    const direction = this.getAttribute("dir") || directionOf(this.#locale);
    const root = h("div", { class: "backtalk", lang: this.#locale, dir: direction });
    const ui = {
      t,
      root,
      direction,
      locale: this.#locale,
      server: this.#server,
      number: this.getAttribute("emergency-number") || EMERGENCY_NUMBER,
    };
    this.#conversation.language = closest(this.#locale);
    const draft = this.#chat?.draft;
    const focused = this.shadowRoot.activeElement;
    this.#chat?.stop();
    this.#chat = new Chat(this.#conversation, ui, {
      title: this.getAttribute("clinic") || t("chat"),
      closable: this.#hasLauncher,
      close: () => this.close(),
      css: printCss,
      announce: (name, detail) => this.#announce(name, detail),
    });
    this.#launcher = this.#hasLauncher ? this.#drawLauncher(t) : null;
    root.append(this.#launcher ?? "");
    root.append(this.#chat.element);
    this.shadowRoot.replaceChildren(root);
    this.#showPanel();
    if (draft) this.#chat.draft = draft;
    if (focused) (this.#chat.element.hidden ? this.#launcher : this.#chat).focus();
  }

  #drawLauncher(t) {
    closeOnEscape(this.#chat.element, () => this.close());
    keepFocusWhenCovering(this.#chat.element);
    return button("launcher", t("launcher"), () => this.open());
  }

  #showPanel() {
    if (!this.#hasLauncher) return;
    const open = this.hasAttribute("open");
    this.#conversation.inView = open;
    show(this.#chat.element, open);
    show(this.#launcher, !open);
    if (open !== this.#open) this.#announce(open ? "open" : "close", {});
    this.#open = open;
  }

  #announce(name, detail) {
    const options = { detail, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent(`backtalk-${name}`, options));
  }
}

const FOCUSABLE = "a[href], button:enabled, input, textarea, select, summary, [tabindex='0']";

/** While the panel covers the whole page, it is all there is: behind it nothing can be seen. */
function keepFocusWhenCovering(panel) {
  const covers = () => panel.offsetHeight >= innerHeight - 1;
  new ResizeObserver(() => panel.setAttribute("aria-modal", covers())).observe(panel);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || !covers()) return;
    const all = [...panel.querySelectorAll(FOCUSABLE)].filter((one) => one.checkVisibility());
    const [last, first] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (event.target !== last && !(event.shiftKey && event.target === panel)) return;
    event.preventDefault();
    first.focus();
  });
}

/** Escape closes the panel, unless a dialog in it takes the key. */
function closeOnEscape(panel, close) {
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}
