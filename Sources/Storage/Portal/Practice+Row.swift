import GRDB
import PortalCore
import SignalingProtocol

extension Practice {
    init(row: Row) throws {
        guard
            let rule = JoinRule(
                minutesBefore: try row.value("join_minutes_before"), minutesAfter: try row.value("join_minutes_after"),
                countFrom: try row.value("join_count_from")
            )
        else { throw StoredRowError(what: "an empty join window") }
        let zone: StoredTimeZone = try row.value("time_zone")
        let taxes: StoredJSON<[StoredTax]> = try row.value("taxes")
        let logo: StoredJSON<Logo>? = try row.value("logo")
        self.init(
            id: try row.value("practice_id"), slug: try row.value("slug"), name: try row.value("name"), timeZone: zone.zone,
            language: try row.value("language"),
            contact: Contact(
                telephone: try row.value("telephone"), email: try row.value("email"), hours: try row.value("hours")
            ),
            joinRule: rule, graceMinutes: try row.value("grace_minutes"), hostAbsence: try row.value("host_absence"),
            isSharingEnabled: try row.value("is_sharing_enabled"), identity: try IdentityPolicy(row: row),
            reminders: Set<SessionReminder>().with(.dayBefore, try row.value("reminds_day_before"))
                .with(.hourBefore, try row.value("reminds_hour_before")),
            practiceAlertMinutes: try row.value("practice_alert_minutes"), address: try row.value("address"), currency: try row.value("currency"),
            taxes: try taxes.value.map { try $0.tax },
            brandColour: try row.value("brand_colour"), logo: logo?.value, revision: try row.value("revision")
        )
    }

    static func find(_ id: PracticeID, _ db: Database) throws -> Practice? {
        try db.row("SELECT * FROM practice WHERE practice_id = ?", [id]).map(Practice.init(row:))
    }

    /// Writes what may change: everything but the id, the slug and the logo.
    func update(_ db: Database) throws {
        try db.run(
            """
            UPDATE practice SET name = ?, time_zone = ?, language = ?, telephone = ?, email = ?, hours = ?,
                join_minutes_before = ?, join_minutes_after = ?, join_count_from = ?, grace_minutes = ?,
                host_absence = ?, is_sharing_enabled = ?, is_sign_up_open = ?, are_login_links_shown = ?, login_method = ?,
                is_for_known_clients = ?, may_staff_set_passwords = ?, are_accounts_optional = ?, two_step = ?,
                reminds_day_before = ?, reminds_hour_before = ?, practice_alert_minutes = ?, address = ?, currency = ?, taxes = ?, brand_colour = ?,
                revision = ?
            WHERE practice_id = ?
            """,
            [
                name, StoredTimeZone(zone: timeZone), language, contact.telephone, contact.email, contact.hours,
                joinRule.minutesBefore, joinRule.minutesAfter, joinRule.countFrom, graceMinutes, hostAbsence, isSharingEnabled,
                identity.isSignUpOpen, identity.showsLoginLinks, identity.loginMethod, identity.admitsOnlyKnownClients,
                identity.mayStaffSetPasswords, identity.areAccountsOptional, identity.twoStep, reminders.contains(.dayBefore),
                reminders.contains(.hourBefore), practiceAlertMinutes, address, currency, StoredJSON(value: taxes.map(StoredTax.init)), brandColour,
                revision, id,
            ]
        )
    }
}

extension IdentityPolicy {
    fileprivate init(row: Row) throws {
        self.init(
            isSignUpOpen: try row.value("is_sign_up_open"), showsLoginLinks: try row.value("are_login_links_shown"),
            loginMethod: try row.value("login_method"), admitsOnlyKnownClients: try row.value("is_for_known_clients"),
            mayStaffSetPasswords: try row.value("may_staff_set_passwords"),
            areAccountsOptional: try row.value("are_accounts_optional"), twoStep: try row.value("two_step")
        )
    }
}

/// A tax as it lies in SQL.
private struct StoredTax: Codable {
    let name: String
    let partsPerMillion: Int
    let registration: String?

    init(_ tax: Tax) {
        name = tax.name
        partsPerMillion = tax.rate.partsPerMillion
        registration = tax.registration
    }

    var tax: Tax {
        get throws {
            guard let rate = TaxRate(partsPerMillion: partsPerMillion) else { throw StoredRowError(what: "a tax of more than all") }
            return try Tax(name: name, rate: rate, registration: registration ?? "")
        }
    }
}

extension IdentityPolicy.LoginMethod: DatabaseValueConvertible {}
extension IdentityPolicy.TwoStepRule: DatabaseValueConvertible {}
extension Currency: DatabaseValueConvertible {}

extension PostalAddress: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { text.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> PostalAddress? {
        String.fromDatabaseValue(value).flatMap { try? PostalAddress($0) }
    }
}

extension Colour: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { description.databaseValue }
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Colour? {
        String.fromDatabaseValue(value).flatMap { try? Colour($0) }
    }
}
