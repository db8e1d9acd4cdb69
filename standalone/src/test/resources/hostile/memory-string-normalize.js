// outcome: limit_exceeded|failed
// normalises a text that grows
let s = '\ufdfa'.repeat(2_000_000); while (true) s = s.normalize('NFKD') + s;
