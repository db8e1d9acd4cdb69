// outcome: succeeded
// parses long texts
return [parseInt('z'.repeat(16e6), 36), parseFloat('9'.repeat(16e6)), Number(' '.repeat(16e6))].length;
