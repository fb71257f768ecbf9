import GRDB
import PortalCore
import SignalingProtocol

/// What somebody passes the second step of a login with.
public enum SecondStepProof: Equatable, Sendable {
    /// A right code of the app, of that step.
    case app(step: Int64)
    /// The keyed hash of a recovery code.
    case recoveryCode(SecretHash)
}

extension PortalStore {
    /// The second step of a member of staff; `nil` if they never had one.
    public func secondStep(of id: StaffID, in practice: PracticeID) async throws -> SecondStep? {
        try await read { try SecondStep.find(id, in: practice, $0) }
    }

    /// Begins to set an app up, with a secret of its own. Does nothing where one is on.
    ///
    /// - Throws: ``PortalStoreError/notFound``.
    public func beginSecondStep(of id: StaffID, in practice: PracticeID) async throws {
        try await writeQuietly { db in
            try db.run(
                """
                INSERT INTO second_step (practice_id, staff_id, version) VALUES (?, ?, 1)
                ON CONFLICT (practice_id, staff_id) DO UPDATE SET version = version + 1 WHERE confirmed_at IS NULL
                """,
                [practice, id]
            )
        }
    }

    /// Asks for the second step at login from now on: the app was shown to work.
    ///
    /// - Parameters:
    ///   - version: Of the secret that the code was made with.
    ///   - step: Of the code that was typed.
    ///   - codes: The keyed hashes of the recovery codes; others stop being good.
    /// - Returns: Whether it is on now; not if it was before, or if another secret was begun with.
    public func confirmSecondStep(
        of id: StaffID, version: Int, step: Int64, codes: [SecretHash], in practice: PracticeID, now: Instant
    ) async throws -> Bool {
        try await write { db in
            let row = try db.row(
                """
                UPDATE second_step SET confirmed_at = ?, last_step = ?
                WHERE practice_id = ? AND staff_id = ? AND version = ? AND confirmed_at IS NULL RETURNING staff_id
                """,
                [now, step, practice, id, version]
            )
            guard row != nil else { return false }
            try db.run("DELETE FROM recovery_code WHERE practice_id = ? AND staff_id = ?", [practice, id])
            for code in codes {
                try db.run("INSERT INTO recovery_code (practice_id, staff_id, code_hash) VALUES (?, ?, ?)", [practice, id, code])
            }
            try note("second_step.switched_on", on: id.rawValue, in: practice, now: now, db)
            return true
        }
    }

    /// Meets the challenge of a login's second step. A code is good once, whether the app's or a recovery code.
    ///
    /// - Returns: Who may log in; `nil` if the challenge can't be met (any more), or the code was used before.
    public func passSecondStep(
        _ challenge: ChallengeID, by proof: SecondStepProof, in practice: PracticeID, now: Instant
    ) async throws -> LoginID? {
        try await write { db in
            guard let asked = try Challenge.open(challenge, in: practice, now: now, db), asked.purpose == .secondStep,
                case .staff(let id)? = asked.login, try LoginID.staff(id).address(in: practice, db) != nil,
                try spend(proof, of: id, in: practice, now: now, db),
                try meet(challenge, .secondStep, in: practice, now: now, db) != nil
            else { return nil }
            return .staff(id)
        }
    }

    /// Switches the second step off, for somebody who proves that they could pass it.
    ///
    /// - Returns: Whether it is off; not if the code was used before.
    public func endSecondStep(
        of id: StaffID, by proof: SecondStepProof, in practice: PracticeID, now: Instant
    ) async throws -> Bool {
        try await write { db in
            guard try spend(proof, of: id, in: practice, now: now, db) else { return false }
            _ = try SecondStep.switchOff(of: id, in: practice, db)
            try note("second_step.switched_off", on: id.rawValue, in: practice, now: now, db)
            return true
        }
    }

    /// Takes the second step off somebody who has lost both the app and the recovery codes. Every login of theirs ends, what was
    /// asked in one opens nothing any more, and they are told.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: ``PortalStoreError/notFound``.
    public func resetSecondStep(of id: StaffID, in practice: PracticeID, now: Instant) async throws -> Bool {
        try await write { db in
            guard let staff = try Staff.find(id, in: practice, db) else { throw PortalStoreError.notFound }
            guard try SecondStep.switchOff(of: id, in: practice, db) else { return false }
            let login = LoginID.staff(id)
            try login.endEverySession(in: practice, now: now, db).insert(db)
            try endEveryChallenge(of: login, in: practice, now: now, db)
            try enqueue(.loginChanged(login, .secondStep, to: staff.email), in: practice, now: now, db)
            try note("second_step.reset", on: id.rawValue, in: practice, now: now, db)
            return true
        }
    }

    /// How many recovery codes somebody has left.
    public func recoveryCodesLeft(of id: StaffID, in practice: PracticeID) async throws -> Int {
        try await read { db in
            try db.row(
                "SELECT COUNT(*) AS codes FROM recovery_code WHERE practice_id = ? AND staff_id = ? AND used_at IS NULL",
                [practice, id]
            )?.value("codes") ?? 0
        }
    }

    /// Uses a code up, in the transaction of what it is used for.
    private func spend(
        _ proof: SecondStepProof, of id: StaffID, in practice: PracticeID, now: Instant, _ db: Database
    ) throws -> Bool {
        switch proof {
        case .app(let step):
            try db.row(
                """
                UPDATE second_step SET last_step = ?
                WHERE practice_id = ? AND staff_id = ? AND confirmed_at IS NOT NULL AND last_step < ? RETURNING staff_id
                """,
                [step, practice, id, step]
            ) != nil
        case .recoveryCode(let hash):
            try db.row(
                """
                UPDATE recovery_code SET used_at = ?
                WHERE practice_id = ? AND staff_id = ? AND code_hash = ? AND used_at IS NULL RETURNING staff_id
                """,
                [now, practice, id, hash]
            ) != nil
        }
    }
}

extension SecondStep {
    /// The secret and the recovery codes are no good any more.
    ///
    /// - Returns: Whether it was on.
    fileprivate static func switchOff(of id: StaffID, in practice: PracticeID, _ db: Database) throws -> Bool {
        try db.run("DELETE FROM recovery_code WHERE practice_id = ? AND staff_id = ?", [practice, id])
        return try db.row(
            """
            UPDATE second_step SET version = version + 1, confirmed_at = NULL, last_step = 0
            WHERE practice_id = ? AND staff_id = ? AND confirmed_at IS NOT NULL RETURNING staff_id
            """,
            [practice, id]
        ) != nil
    }

    static func find(_ id: StaffID, in practice: PracticeID, _ db: Database) throws -> SecondStep? {
        try db.row("SELECT * FROM second_step WHERE practice_id = ? AND staff_id = ?", [practice, id]).map {
            SecondStep(
                version: try $0.value("version"), confirmedAt: try $0.value("confirmed_at"), lastStep: try $0.value("last_step"))
        }
    }
}
