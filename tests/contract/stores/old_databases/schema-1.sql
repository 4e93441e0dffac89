BEGIN TRANSACTION;
CREATE TABLE users (
    userId    TEXT PRIMARY KEY,
    document  TEXT NOT NULL,
    tokenHash TEXT NOT NULL,
    private   INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    createdAt TEXT NOT NULL,
    updatedAt TEXT NOT NULL,
    expiresAt INTEGER
) STRICT;
INSERT INTO "users" VALUES('ada','{"userId":"ada","name":"Zoë 🏎","age":36,"gender":null,"colorBlindness":false,"carConfiguration":{"model":"911 Carrera","color":"Gentian Blue","tire":"any","interior":"Black","additionalFeatures":{"bose":true,"weight":1.0}}}','e9d1e93ba139534cef524f06de1727c9c944dad0c748bac3d9e1059543f30839',0,2,'2026-11-24T12:00:00+00:00','2026-11-24T12:01:00+00:00',NULL);
INSERT INTO "users" VALUES('private','{"userId":"private","name":"Zoë 🏎","age":36,"gender":null,"colorBlindness":false,"carConfiguration":{"model":"911 Carrera","color":"Gentian Blue","tire":"any","interior":"Black","additionalFeatures":{"bose":true,"weight":1.0}}}','9a329c063942d2cfb9764c216603fbc79bd5340005252a78f2aaaf2669af051c',1,2,'2026-11-24T12:00:00+00:00','2026-11-24T12:01:00+00:00',NULL);
CREATE INDEX usersByExpiry ON users (expiresAt) WHERE expiresAt IS NOT NULL;
COMMIT;
PRAGMA user_version = 1;
