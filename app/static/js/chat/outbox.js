/* Messages that wait to be stored: kept in the browser, sent one after another, in the order in which they were written. */

export class Outbox {
  constructor(name, deliver) {
    this.name = name;
    this.deliver = deliver;
    this.sending = null;
    this.rows = this.read();
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) || [];
    } catch {
      return [];
    }
  }

  keep() {
    try {
      localStorage.setItem(this.name, JSON.stringify(this.rows));
    } catch {
      // a browser that keeps nothing: they wait as long as the page is open
    }
  }

  waiting() {
    return this.rows;
  }

  add(message) {
    this.rows.push(message);
    this.keep();
  }

  stored(clientId) {
    const left = this.rows.filter((one) => one.client_id !== clientId);
    if (left.length === this.rows.length) return;
    this.rows = left;
    this.keep();
  }

  /* Stops at the first that cannot be delivered: none overtakes another. */
  send() {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async sendAll() {
    while (this.rows.length) {
      const [first] = this.rows;
      if (!(await this.deliver(first))) return;
      this.stored(first.client_id);
    }
  }
}
