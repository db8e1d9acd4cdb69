// outcome: limit_exceeded|failed
// makes functions without end
const all = []; while (true) all.push(function () { return all.length; }, class { #x = 1; });
