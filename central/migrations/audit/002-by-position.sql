-- What a view is found by is compared with what the chain commits to, view by view.
create index audit_subject_by_position on audit_subject (position);
