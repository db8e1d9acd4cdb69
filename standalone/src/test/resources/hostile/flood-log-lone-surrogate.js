// outcome: succeeded|failed
// logs half a character
sm.log.info('\ud800', { a: '\udfff' }); sm.log.info('\u0000');
return '\ud800';
