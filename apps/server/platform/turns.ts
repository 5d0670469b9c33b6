/**
 * Work that is wanted several times in one turn of the event loop is done once, when the turn is over: nobody gets an
 * answer older than their question.
 */
export class Turns<Answer> {
  private readonly wanted = new WeakMap<object, Turn<Answer>>();

  /** What belongs to one `owner`, such as the platform of a process. */
  of(owner: object): Turn<Answer> {
    const known = this.wanted.get(owner) ?? new Turn<Answer>();
    this.wanted.set(owner, known);
    return known;
  }
}

class Turn<Answer> {
  private readonly waiting = new Map<string, Promise<Answer>>();

  /** `key` names the work: two who give the same key get the same answer, or the same error. */
  once(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const wanted = this.waiting.get(key) ?? this.later(key, work);
    this.waiting.set(key, wanted);
    return wanted;
  }

  private async later(key: string, work: () => Promise<Answer>): Promise<Answer> {
    await new Promise(setImmediate);
    this.waiting.delete(key);
    return work();
  }
}
