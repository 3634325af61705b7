-- Where many units are in scope, open alerts are gone through in their order. There are few open ones: no wait worth naming.
set lock_timeout = '5s';

create index alert_open_in_order on alert (id) where handling <> 'CLOSED';
