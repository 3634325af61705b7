-- Leaves that were granted above the county: the county tells the procuratorate of them (IM 27), which finds them here.
set lock_timeout = '5s';

create index leave_application_long on leave_application (unit_id, id desc) where granted and level = 'SUPERIOR';
