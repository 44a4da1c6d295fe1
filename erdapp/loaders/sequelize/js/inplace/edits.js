// Changes to a text that leave each of its lines where it is.

export class Edits {
  constructor(text) {
    this.text = text;
    this.list = []; // [from, to, instead], in any order
  }

  replace(from, to, instead) {
    this.list.push([from, to, instead + kept(this.text.slice(from, to))]);
  }

  insert(at, what) {
    this.list.push([at, at, what]);
  }

  // Take something out; `instead` stands at its beginning.
  blank(from, to, instead = "") {
    this.replace(from, to, instead || " ");
  }

  // The text as it is now. At one place what is inserted comes first, in the order it was; of what
  // is replaced, the larger.
  result() {
    const isInserted = ([from, to]) => Number(from === to);
    const ordered = [...this.list].sort((a, b) => a[0] - b[0] || isInserted(b) - isInserted(a) || b[1] - a[1]);
    let done = 0;
    let out = "";
    for (const [from, to, instead] of ordered) {
      if (from < done) continue; // within something that went as a whole
      out += this.text.slice(done, from) + instead;
      done = to;
    }
    return out + this.text.slice(done);
  }
}

const kept = (text) => "\n".repeat(text.split("\n").length - 1);
