// outcome: succeeded|failed
// reaches for what sm is made of
const found = [];
for (let o = sm; o; o = Object.getPrototypeOf(o)) for (const key of Reflect.ownKeys(o)) found.push(String(key));
const f = Object.getPrototypeOf(sm.log.info).constructor;
return f === Function ? found.length : 'ESCAPED';
