// outcome: succeeded|failed
// leaves a rejection that nobody handles
Promise.reject(new Error('nobody'));
return 'done';
