/**
 * Keeps one conversation for as long as the tab is open, and no longer.
 * Session storage, because the device may be shared: a closed tab leaves nothing behind.
 */

export class Store {
  #key;
  #memory = null;

  constructor(key) {
    this.#key = `backtalk:${key}`;
  }

  /** What was kept, or null. */
  read() {
    try {
      this.#memory = sessionStorage.getItem(this.#key) ?? this.#memory;
    } catch {
      // Storage is forbidden here: the conversation lives in memory, until a reload.
    }
    return this.#memory && parsed(this.#memory);
  }

  write(state) {
    this.#memory = JSON.stringify(state);
    try {
      sessionStorage.setItem(this.#key, this.#memory);
    } catch {
      // Forbidden or full: as above.
    }
  }

  clear() {
    this.#memory = null;
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept, so nothing has to go.
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
