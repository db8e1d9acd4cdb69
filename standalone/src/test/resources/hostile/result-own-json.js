// outcome: succeeded|failed
// replaces JSON so that its result lies
try { globalThis.JSON = { stringify: () => '{"forged":' }; } catch { }
return { a: 1 };
