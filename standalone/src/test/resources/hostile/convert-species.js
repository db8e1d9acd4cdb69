// outcome: limit_exceeded
// has a species that makes something else
class A extends Array { static get [Symbol.species]() { return function (n) { while (true) { } }; } }
return new A(1, 2, 3).map(x => x);
