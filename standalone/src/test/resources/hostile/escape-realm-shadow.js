// outcome: failed
// makes a realm of its own
return 'ESCAPED ' + new ShadowRealm().evaluate('1 + 1');
