// outcome: limit_exceeded
// looks for elements that none of 5,000 prototypes has
let o = {};
for (let i = 0; i < 5000; i++) o = Object.create(o);
o.length = 1e6;
return [].indexOf.call(o, 1);
