// outcome: failed
// hands such a number over by valueOf
return [1].at({ valueOf: () => '0x' + 'f'.repeat(16e6) });
