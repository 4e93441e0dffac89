BEGIN TRANSACTION;
CREATE TABLE budget (
    scope TEXT NOT NULL,
    day   TEXT NOT NULL,
    used  INTEGER NOT NULL DEFAULT 0,
    fault TEXT NOT NULL DEFAULT '',
    until TEXT,
    PRIMARY KEY (scope, day)
) STRICT, WITHOUT ROWID;
INSERT INTO "budget" VALUES('images','2026-11-24',57020,'',NULL);
CREATE TABLE kioskCounts (
    day       TEXT NOT NULL,
    kioskId   TEXT NOT NULL,
    visits    INTEGER NOT NULL,
    finished  INTEGER NOT NULL,
    saved     INTEGER NOT NULL,
    renders   INTEGER NOT NULL,
    expiresAt INTEGER NOT NULL,
    PRIMARY KEY (day, kioskId)
) STRICT, WITHOUT ROWID;
CREATE TABLE kioskNotes (
    name      TEXT PRIMARY KEY,
    text      TEXT NOT NULL,
    revision  TEXT NOT NULL,
    expiresAt INTEGER
) STRICT;
CREATE TABLE kiosks (
    kioskId      TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    enrolledAt   TEXT NOT NULL,
    revokedAt    TEXT,
    lastSeen     TEXT,
    version      TEXT NOT NULL,
    screen       TEXT NOT NULL,
    waiting      INTEGER NOT NULL,
    resetRequest TEXT NOT NULL,
    expiresAt    INTEGER
) STRICT;
INSERT INTO "kiosks" VALUES('kiosk-1','Hall','2026-11-24T12:00:00+00:00',NULL,NULL,'','',0,'',NULL);
CREATE TABLE renders (
    sceneKey  TEXT NOT NULL,
    recipeKey TEXT NOT NULL,
    version   INTEGER NOT NULL,
    document  TEXT NOT NULL,
    shelf     TEXT,
    since     TEXT,
    PRIMARY KEY (sceneKey, recipeKey)
) STRICT;
INSERT INTO "renders" VALUES('00000000000000000000000000000001','00000000000000000000000000000000',3,'{"scene_key":"00000000000000000000000000000001","recipe_key":"00000000000000000000000000000000","code":"F9F7-EPWE-7JFK","view":"front","names":{"model":"911 Carrera","paint":"Gentian Blue Metallic","interior":""},"recipe":{"model":"gpt-image-2.6-flare","quality":"medium","size":"1536x1024","reference":true,"prompt_version":"1","drawing_version":"1-abc"},"asked_at":"2026-11-24T12:00:00.123456+00:00","version":3,"state":"ready","askings":1,"tries":1,"calls":1,"lost":0,"fault":"","not_before":null,"lease_until":null,"finished_at":"2026-11-24T12:00:20.123456+00:00","reserved":0,"reserved_day":"2026-11-24","cost":57020,"usage":{"text":1,"image":2,"output":3},"picture":{"name":"a-1.webp","media_type":"image/webp","width":1536,"height":1024,"length":250000},"budget":"images","caption":"911 Carrera in Gentian Blue Metallic, front three-quarter view"}','ready-2026-11','2026-11-24T12:00:20.123456+00:00');
INSERT INTO "renders" VALUES('00000000000000000000000000000002','00000000000000000000000000000000',1,'{"scene_key":"00000000000000000000000000000002","recipe_key":"00000000000000000000000000000000","code":"F9F7-EPWE-7JFK","view":"interior","names":{"model":"911 Carrera","paint":"","interior":"Leather, Black"},"recipe":{"model":"gpt-image-2.6-flare","quality":"medium","size":"1536x1024","reference":true,"prompt_version":"1","drawing_version":"1-abc"},"asked_at":"2026-11-24T12:00:00.123456+00:00","version":1,"state":"pending","askings":1,"tries":0,"calls":0,"lost":0,"fault":"","not_before":null,"lease_until":null,"finished_at":null,"reserved":0,"reserved_day":"","cost":0,"usage":{"text":0,"image":0,"output":0},"picture":null,"budget":"images","caption":"911 Carrera with Leather, Black, interior view"}','open','2026-11-24T12:00:00.123456+00:00');
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
CREATE INDEX rendersByShelf ON renders (shelf, since) WHERE shelf IS NOT NULL;
CREATE INDEX budgetByDay ON budget (day);
COMMIT;
PRAGMA user_version = 4;
