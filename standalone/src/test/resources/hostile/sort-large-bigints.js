// outcome: limit_exceeded
// sorts without a comparator: each comparison makes two texts of 60,000 digits
const n = 2n ** 200000n;
return Array.from({ length: 3000 }, (_, i) => n + BigInt(i % 2)).sort().length;
