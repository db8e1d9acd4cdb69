// outcome: limit_exceeded
// sorts with a comparator that loops
[3, 2, 1].sort(() => { while (true) { } });
