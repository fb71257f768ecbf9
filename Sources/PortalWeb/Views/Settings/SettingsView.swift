import PortalCore
import SignalingProtocol

/// The pages of settings, each with what it says now. Clinicians see what is theirs.
struct SettingsView: Sendable {
    let groups: [Group]

    struct Group: Sendable {
        let id: String
        let title: String
        let entries: [Entry]
    }

    struct Entry: Sendable {
        let title: String
        let detail: String
        let url: String
    }

    /// How many there are of what the pages list.
    struct Counts: Sendable {
        var team = 0
        var services = 0
        var apiKeys = 0
        var webhooks = 0
        /// Messages that were given up.
        var undelivered = 0
    }

    init(_ practice: Practice, staff: Staff, counts: Counts, places: Places, words: Words) {
        func entry(_ page: String, _ url: String, _ detail: String) -> Entry {
            Entry(title: words("\(page).title"), detail: detail, url: url)
        }
        let own = Group(
            id: "you", title: words("settings.you"),
            entries: [
                entry("settings.profile", places.profile, [staff.name.text, staff.title?.text].compactMap(\.self).joined(separator: ", ")),
                Entry(title: words("settings.security"), detail: words("settings.securityDetail"), url: places.security(.staff)),
            ])
        guard staff.role.overseesPractice else {
            groups = [own]
            return
        }
        let contact = [practice.contact.telephone?.text, practice.contact.email?.text].compactMap(\.self).joined(separator: ", ")
        let preset = practice.identity.preset?.rawValue ?? "own"
        let undelivered = counts.undelivered == 0 ? words("outbox.none") : words("settings.undelivered", ["count": "\(counts.undelivered)"])
        groups = [
            Group(
                id: "practice", title: words("settings.ofPractice"),
                entries: [
                    entry("settings.practice", places.practiceSettings, contact.isEmpty ? words("settings.noContact") : contact),
                    entry(
                        "team", places.team,
                        counts.team == 1 ? words("settings.teamOne") : words("settings.teamSome", ["count": "\(counts.team)"])),
                    entry("services", places.services, words("settings.servicesCount", ["count": "\(counts.services)"])),
                    entry("branding", places.branding, practice.brandColour?.description ?? words("settings.standardColour")),
                    entry("legal", places.legalSettings, words("settings.legalDetail")),
                ] + (staff.role == .owner ? [entry("auditLog", places.audit, words("settings.auditDetail"))] : [])),
            Group(
                id: "clients", title: words("settings.forClients"),
                entries: [
                    entry("settings.portal", places.portalSettings, words("settings.portal.presets.\(preset).title")),
                    entry("settings.join", places.joinSettings, words.window(practice.joinRule)),
                    entry("settings.mail", places.mailSettings, words.reminders(practice.reminders)),
                    entry("outbox", places.outbox, undelivered),
                ]),
            Group(
                id: "programs", title: words("settings.forPrograms"),
                entries: [
                    entry("apiKeys", places.apiKeys, words("settings.keysCount", ["count": "\(counts.apiKeys)"])),
                    entry("webhooks", places.webhooks, words("settings.webhooksCount", ["count": "\(counts.webhooks)"])),
                ]),
            own,
        ]
    }
}

extension Words {
    /// Which reminders go out.
    func reminders(_ reminders: Set<SessionReminder>) -> String {
        switch (reminders.contains(.dayBefore), reminders.contains(.hourBefore)) {
        case (true, true): self("settings.mail.bothReminders")
        case (true, false): self("settings.mail.dayOnly")
        case (false, true): self("settings.mail.hourOnly")
        case (false, false): self("settings.mail.noReminders")
        }
    }
}
