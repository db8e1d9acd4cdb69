// outcome: limit_exceeded
// has an iterator whose next is a built-in, and never done
return Iterator.prototype.every.call({ next: Object }, isNaN);
