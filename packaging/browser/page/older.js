// What browsers of before 2022 lack and the page uses.
if (!Array.prototype.at) {
  Object.defineProperty(Array.prototype, "at", {
    value(place) { return this[place < 0 ? this.length + place : place]; }, configurable: true, writable: true,
  });
}
