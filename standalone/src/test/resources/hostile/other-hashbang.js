#!/bin/sh
return 1;
// outcome: succeeded|failed
// starts with a hash bang
