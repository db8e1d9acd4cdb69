(function url(realm) {
  'use strict';
})
