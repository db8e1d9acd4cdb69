(function web(realm) {
  'use strict';
})
