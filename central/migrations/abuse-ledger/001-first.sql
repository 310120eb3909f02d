create index permit_by_revocation on permit (revoked_from) where revoked_from is not null;
