BEGIN TRANSACTION;
CREATE TABLE grades (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	submission_id TEXT NOT NULL, 
	student_id TEXT NOT NULL, 
	assignment TEXT NOT NULL, 
	version TEXT NOT NULL, 
	points DOUBLE, 
	max_points DOUBLE NOT NULL, 
	status TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	suite_hash TEXT NOT NULL, 
	graded_at TEXT NOT NULL, 
	payload TEXT NOT NULL
);
INSERT INTO "grades" VALUES(1,'ada','ada','optimizers','1.0',3.0,5.0,'graded','sha256:a','sha256:1','2026-03-14T15:09:00+00:00','{"schema_version": 1, "submission_id": "ada", "student": {"id": "ada", "name": "", "email": ""}, "submitted_at": null, "late": null, "assignment": "optimizers", "assignment_title": "Optimizers", "assignment_version": "1.0", "status": "graded", "problem": "", "notes": [], "tasks": [{"id": "adam", "title": "Adam", "points": 3.0, "max_points": 5.0, "bonus": false}], "checks": [{"name": "t.py::t", "task": "adam", "title": "", "outcome": "passed", "points": 3.0, "max_points": 5.0, "hidden": false, "failure": "", "message": "", "hint": "", "diagnosis": "", "note": "", "output": "", "frames": [], "seconds": 0.0, "attempts": 1, "seed": null, "calls": [], "comparisons": [], "details": ""}], "rubric": [], "overrides": [], "feedback_hidden": "hint", "feedback_written": "nothing", "manifest": {"autograder": "1.0", "sandbox": "docker", "isolated": true, "images": [], "suite_hash": "sha256:1", "rubric_hash": "", "submission_digest": "sha256:a", "seed_id": "3", "python": "3.11", "numpy": "2.4", "started_at": "2026-03-14T15:09:00Z", "seconds": 1.5}}');
INSERT INTO "grades" VALUES(2,'bo','bo','optimizers','1.0',3.0,5.0,'graded','sha256:b','sha256:1','2026-03-14T15:09:00+00:00','{"schema_version": 1, "submission_id": "bo", "student": {"id": "bo", "name": "", "email": ""}, "submitted_at": null, "late": null, "assignment": "optimizers", "assignment_title": "Optimizers", "assignment_version": "1.0", "status": "graded", "problem": "", "notes": [], "tasks": [{"id": "adam", "title": "Adam", "points": 3.0, "max_points": 5.0, "bonus": false}], "checks": [{"name": "t.py::t", "task": "adam", "title": "", "outcome": "passed", "points": 3.0, "max_points": 5.0, "hidden": false, "failure": "", "message": "", "hint": "", "diagnosis": "", "note": "", "output": "", "frames": [], "seconds": 0.0, "attempts": 1, "seed": null, "calls": [], "comparisons": [], "details": ""}], "rubric": [], "overrides": [], "feedback_hidden": "hint", "feedback_written": "nothing", "manifest": {"autograder": "1.0", "sandbox": "docker", "isolated": true, "images": [], "suite_hash": "sha256:1", "rubric_hash": "", "submission_digest": "sha256:b", "seed_id": "3", "python": "3.11", "numpy": "2.4", "started_at": "2026-03-14T15:09:00Z", "seconds": 1.5}}');
INSERT INTO "grades" VALUES(3,'ada','ada','optimizers','1.0',4.0,5.0,'graded','sha256:a','sha256:1','2026-03-14T15:09:00+00:00','{"schema_version": 1, "submission_id": "ada", "student": {"id": "ada", "name": "", "email": ""}, "submitted_at": null, "late": null, "assignment": "optimizers", "assignment_title": "Optimizers", "assignment_version": "1.0", "status": "graded", "problem": "", "notes": [], "tasks": [{"id": "adam", "title": "Adam", "points": 4.0, "max_points": 5.0, "bonus": false}], "checks": [{"name": "t.py::t", "task": "adam", "title": "", "outcome": "passed", "points": 4.0, "max_points": 5.0, "hidden": false, "failure": "", "message": "", "hint": "", "diagnosis": "", "note": "", "output": "", "frames": [], "seconds": 0.0, "attempts": 1, "seed": null, "calls": [], "comparisons": [], "details": ""}], "rubric": [], "overrides": [], "feedback_hidden": "hint", "feedback_written": "nothing", "manifest": {"autograder": "1.0", "sandbox": "docker", "isolated": true, "images": [], "suite_hash": "sha256:1", "rubric_hash": "", "submission_digest": "sha256:a", "seed_id": "3", "python": "3.11", "numpy": "2.4", "started_at": "2026-03-14T15:09:00Z", "seconds": 1.5}}');
INSERT INTO "grades" VALUES(4,'ada','ada','optimizers','1.0',5.0,5.0,'graded','sha256:c','sha256:1','2026-03-14T15:09:00+00:00','{"schema_version": 1, "submission_id": "ada", "student": {"id": "ada", "name": "", "email": ""}, "submitted_at": null, "late": null, "assignment": "optimizers", "assignment_title": "Optimizers", "assignment_version": "1.0", "status": "graded", "problem": "", "notes": [], "tasks": [{"id": "adam", "title": "Adam", "points": 5.0, "max_points": 5.0, "bonus": false}], "checks": [{"name": "t.py::t", "task": "adam", "title": "", "outcome": "passed", "points": 5.0, "max_points": 5.0, "hidden": false, "failure": "", "message": "", "hint": "", "diagnosis": "", "note": "", "output": "", "frames": [], "seconds": 0.0, "attempts": 1, "seed": null, "calls": [], "comparisons": [], "details": ""}], "rubric": [], "overrides": [], "feedback_hidden": "hint", "feedback_written": "nothing", "manifest": {"autograder": "1.0", "sandbox": "docker", "isolated": true, "images": [], "suite_hash": "sha256:1", "rubric_hash": "", "submission_digest": "sha256:c", "seed_id": "3", "python": "3.11", "numpy": "2.4", "started_at": "2026-03-14T15:09:00Z", "seconds": 1.5}}');
CREATE TABLE overrides (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	assignment TEXT NOT NULL, 
	submission_id TEXT NOT NULL, 
	target TEXT NOT NULL, 
	points DOUBLE NOT NULL, 
	reason TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	blind BOOLEAN NOT NULL, 
	basis TEXT NOT NULL
);
INSERT INTO "overrides" VALUES(1,'optimizers','bo','total',2.0,'late bus','Mary','2026-03-14T15:09:00+00:00',0,'');
CREATE INDEX grades_by_submission ON grades (assignment, submission_id);
CREATE TRIGGER grades_no_update BEFORE UPDATE ON grades BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only: grades'); END;
CREATE TRIGGER grades_no_delete BEFORE DELETE ON grades BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only: grades'); END;
CREATE TRIGGER grades_no_replace BEFORE INSERT ON grades WHEN NEW.id IN (SELECT id FROM grades) BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only: grades'); END;
CREATE INDEX overrides_by_submission ON overrides (assignment, submission_id);
CREATE TRIGGER overrides_no_update BEFORE UPDATE ON overrides BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only: overrides'); END;
CREATE TRIGGER overrides_no_delete BEFORE DELETE ON overrides BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only: overrides'); END;
CREATE TRIGGER overrides_no_replace BEFORE INSERT ON overrides WHEN NEW.id IN (SELECT id FROM overrides) BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only: overrides'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('grades',4);
INSERT INTO "sqlite_sequence" VALUES('overrides',1);
COMMIT;
PRAGMA user_version=2;
