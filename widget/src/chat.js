/** Puts a conversation on the screen and passes on what the person does. */

import { answersOf } from "./commands.js";
import { h } from "./dom.js";
import { adviceEntries, canWait, printPaper, summaryText } from "./summary.js";
import { alarmBar, alarmOf, endsAlarm } from "./view/alarm.js";
import { answersView } from "./view/answers.js";
import { answerView } from "./view/answer.js";
import { openCodeDialog } from "./view/code.js";
import { openDialog } from "./view/dialog.js";
import { entryView } from "./view/entries.js";
import { showFeet } from "./view/feet.js";
import { progressView } from "./view/progress.js";
import { shell } from "./view/shell.js";
import { statusView } from "./view/status.js";
import { summaryButtons } from "./view/summary-buttons.js";
import { markRead } from "./view/warnings.js";

const MARGIN = 16;
const ACKNOWLEDGE = "acknowledge";
/** The statuses in which a message that is not sent yet needs no word about it. */
const FLOWING = new Set(["idle", "connecting", "sending", "answering"]);

export class Chat {
  #conversation;
  #ui;
  #parts;
  #css;
  #announce;
  #alarm = null;
  #pressed = false;
  #turnStart = null;
  #listening = new AbortController();

  /**
   * `ui` says things in one locale; `announce` tells the page around the chat what
   * happened; `css` is the style of the summary on paper.
   */
  constructor(conversation, ui, { title, closable, close, css, announce }) {
    this.#conversation = conversation;
    this.#css = css;
    this.#announce = announce;
    this.#ui = {
      ...ui,
      say: (text, words, language) => this.#say(text, words, language),
      acknowledge: (payload, words) => this.#acknowledge(payload, words),
      acknowledged: () => this.#conversation.entries.some(({ command }) => command === ACKNOWLEDGE),
      print: (entries, title) => this.#print(entries, title),
    };
    this.#parts = shell(this.#ui, {
      title,
      closable,
      close,
      send: (text) => conversation.say(text),
      menu: [
        { title: ui.t("myAnswers"), action: () => this.#showAnswers() },
        { title: ui.t("newPerson"), action: () => this.#askToClear() },
      ],
    });
    const { signal } = this.#listening;
    const on = (event, react) => conversation.addEventListener(event, react, { signal });
    on("reset", () => this.#drawAll());
    on("entry", ({ detail }) => this.#added(detail));
    on("sent", ({ detail }) => this.#sent(detail));
    on("status", () => this.#statusChanged());
    this.#drawAll();
  }

  get element() {
    return this.#parts.panel;
  }

  /** What is typed and not sent yet. */
  get draft() {
    return this.#parts.field.value;
  }

  set draft(text) {
    this.#parts.field.value = text;
  }

  /** Stops drawing, because another view of the conversation takes its place. */
  stop() {
    this.#listening.abort();
  }

  /** Puts the focus where a person goes on. */
  focus() {
    // On a touch screen the field would call up the keyboard over the first words.
    const touch = matchMedia("(pointer: coarse)").matches;
    const place = touch ? this.#parts.panel : this.#parts.field;
    place.focus({ preventScroll: true });
  }

  #say(text, words, language) {
    this.#pressed = true;
    return this.#conversation.say(text, words, language);
  }

  #added(entry) {
    if (entry.from === "person") {
      this.#turnStart = null;
      this.#parts.answer.replaceChildren();
    }
    const element = this.#draw(entry);
    if (entry.from === "bot") this.#turnStart ??= element;
    this.#scroll();
    this.#tellPage(entry);
  }

  #draw(entry) {
    const element = entryView(entry, this.#uiFor(entry));
    this.#parts.log.append(element);
    this.#sound(entry);
    return element;
  }

  /** The records of the advice that an entry belongs to. */
  #uiFor(entry) {
    const { entries } = this.#conversation;
    const upTo = entries.slice(0, entries.indexOf(entry) + 1);
    const assessment = upTo.findLast(({ data }) => data?.assessment)?.data.assessment;
    return { ...this.#ui, assessment, sources: assessment?.sources };
  }

  #sent(entry) {
    const element = entry && this.#parts.log.querySelector(`[data-id="${entry.id}"]`);
    element?.classList.toggle("waiting", Boolean(entry.lost));
    element?.classList.toggle("lost", Boolean(entry.lost));
    const mark = element?.querySelector(".not-sent");
    if (entry?.lost) mark?.replaceChildren(this.#ui.t("lost"));
    else mark?.remove();
  }

  /** Draws everything without having it read out again. */
  #drawAll() {
    const { log, alarm } = this.#parts;
    log.setAttribute("aria-live", "off");
    log.replaceChildren();
    alarm.replaceChildren();
    this.#alarm = null;
    this.#conversation.entries.forEach((entry) => this.#draw(entry));
    this.#turnStart = log.lastElementChild;
    this.#statusChanged();
    requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  }

  /** Shows an alarm until the advice is another. */
  #sound(entry) {
    const alarm = entry.from === "bot" ? alarmOf(entry) : null;
    if (alarm) {
      this.#alarm = alarm;
      this.#parts.alarm.replaceChildren(alarmBar(alarm, this.#ui));
    } else if (entry.from === "bot" && this.#alarm?.own && endsAlarm(entry)) {
      this.#alarm = null;
      this.#parts.alarm.replaceChildren();
    }
  }

  #statusChanged() {
    const { status, lastWords } = this.#conversation;
    const { words, actions } = statusView(status, lastWords, this.#ui, this.#conversation);
    this.#parts.status.replaceChildren(words ?? "");
    this.#parts.panel.classList.toggle("stuck", !FLOWING.has(status));
    this.#parts.retry.replaceChildren(...actions);
    const over = status === "failed" && !this.#conversation.canRetry;
    if (status === "idle" || over) this.#turnDone();
    else this.#scroll();
  }

  #turnDone() {
    const { entries } = this.#conversation;
    const latest = entries.findLast(({ from }) => from === "bot");
    const answer = latest && !entries.at(-1).waiting ? answerView(latest, this.#ui) : null;
    const questions = this.#parts.log.querySelectorAll(".question > .question-text");
    const asked = latest?.data.question && [...questions].at(-1);
    if (asked) answer?.setAttribute("aria-describedby", asked.id);
    const advice = canWait(entries) ? summaryButtons(this.#takeAlong(), this.#ui) : null;
    this.#parts.answer.replaceChildren(...[answer, advice].filter(Boolean));
    showFeet(this.#parts.log, entries, (answer) => this.#change(answer), this.#ui);
    this.#parts.progress.replaceChildren(...progressView(entries, this.#ui.t));
    this.#scroll();
    if (this.#pressed) (answer ?? this.#parts.field).focus({ preventScroll: true });
    this.#pressed = false;
  }

  /** Brings the first message of the turn to the top, or everything into view. */
  #scroll() {
    const { panel, scroller, alarm } = this.#parts;
    // On a low screen the whole panel scrolls, below an alarm that stays.
    const low = getComputedStyle(scroller).overflowY === "visible";
    const box = low ? panel : scroller;
    const topOf = (element) => element.getBoundingClientRect().top;
    const start = this.#turnStart ? topOf(this.#turnStart) - topOf(box) : Infinity;
    const covered = MARGIN + (low ? alarm.offsetHeight : 0);
    box.scrollTop = Math.min(box.scrollHeight, box.scrollTop + start - covered);
  }

  #showAnswers() {
    const { t, root } = this.#ui;
    const dialog = openDialog(
      root,
      t("myAnswers"),
      answersView(answersOf(this.#conversation.entries), this.#ui, (answer) => {
        dialog.close();
        this.#change(answer);
      }),
      t,
    );
  }

  /** Has the question asked again; until another is given the old answer counts. */
  #change({ payload, title }) {
    return this.#say(payload, this.#ui.t("changing", { question: title }));
  }

  #askToClear() {
    const { t, root } = this.#ui;
    openDialog(root, t("newPerson"), h("p", {}, t("newPersonSure")), t, [
      { title: t("newPersonYes"), main: true, action: () => this.#clear() },
      { title: t("cancel") },
    ]);
  }

  async #clear() {
    this.#parts.field.value = "";
    await this.#conversation.startAgain();
    this.focus();
  }

  #takeAlong() {
    const { entries } = this.#conversation;
    return {
      print: () => this.#print(adviceEntries(entries), this.#ui.t("summary"), answersOf(entries)),
      text: () => summaryText(entries),
      code: () => openCodeDialog(this.#ui, () => this.#conversation.code()),
    };
  }

  #print(entries, title, answers = []) {
    const views = entries.map((entry) => entryView(entry, this.#uiFor(entry)));
    return printPaper(views, answers, { title, ui: this.#ui, css: this.#css });
  }

  #acknowledge(payload, words) {
    this.#announce("safety-net", { read: true });
    this.#parts.log.querySelectorAll(".acknowledge").forEach(markRead);
    return this.#say(payload, words);
  }

  /** The page learns what sort of thing happened, never what somebody said. */
  #tellPage(entry) {
    const { kind, severity, assessment } = entry.data ?? {};
    if (alarmOf({ text: "", data: {}, ...entry })) this.#announce("emergency", {});
    else if (kind === "assessment") {
      this.#announce("result", { level: assessment?.level ?? severity });
    }
  }
}
