// outcome: limit_exceeded|failed|succeeded
// spreads what says it is huge
return [].concat({ length: 2 ** 32 - 1, [Symbol.isConcatSpreadable]: true }).length;
