// The desk in its worker: a question is a promise.

/** Return the bytes of a part that the page carries. */
export async function part(name) {
  const text = document.getElementById(`part-${name}`).textContent;
  const packed = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export class Engine {
  constructor() {
    this.waiting = new Map();
    this.number = 0;
  }

  async start() {
    const source = new Blob([await part("engine")], { type: "text/javascript" });
    this.worker = new Worker(URL.createObjectURL(source));
    this.worker.onmessage = ({ data }) => {
      const { resolve, reject } = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.failed) reject(new Error(data.failed));
      else resolve(data.found);
    };
    this.worker.onerror = (event) => {
      const stopped = new Error(event.message || "程序停下了，存好以后重新打开本页");
      for (const { reject } of this.waiting.values()) reject(stopped);
      this.waiting.clear();
    };
    const [wasm, library, ...packages] = await Promise.all(["wasm", "library", "package", "warm"].map(part));
    await this.send("start", { wasm, library, packages });
  }

  send(work, more = {}) {
    return new Promise((resolve, reject) => {
      this.number += 1;
      this.waiting.set(this.number, { resolve, reject });
      this.worker.postMessage({ id: this.number, work, ...more });
    });
  }

  /** Ask the desk; what stands in the way is thrown as Cannot. */
  async ask(question, order, upload) {
    const { said, files } = await this.send(question, { order, upload });
    if (said.cannot) throw new Cannot(said.cannot);
    return { ...said, files };
  }
}

export class Cannot extends Error {}
