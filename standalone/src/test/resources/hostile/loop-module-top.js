// outcome: limit_exceeded
// loops before it exports anything
while (true) { }
export default () => 1;
