// outcome: succeeded|failed
// asks for time zones that are none
let n = 0; for (const z of ['x', '../../etc/passwd', 'A'.repeat(1e5), 'Europe/../UTC']) { try { new Intl.DateTimeFormat('en', { timeZone: z }).format(0); n++; } catch (e) { sm.log.info(e.name); } }
return n ? 'ESCAPED' : 'refused';
