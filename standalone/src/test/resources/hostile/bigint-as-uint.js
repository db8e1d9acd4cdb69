// outcome: failed
// asks for all bits of -1
return (BigInt.asUintN(2 ** 31 - 1, -1n) % 7n).toString();
