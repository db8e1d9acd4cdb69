// outcome: limit_exceeded|failed|succeeded
// cuts a big number to billions of bits
return typeof BigInt.asUintN(2 ** 40, -1n);
