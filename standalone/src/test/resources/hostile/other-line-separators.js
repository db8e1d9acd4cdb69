// outcome: succeeded|failed
// hides code behind line separators
// comment   return 'seen';
return 'other';
