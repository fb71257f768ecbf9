import PortalCore
import SignalingProtocol
import Storage

/// One entry of the audit log.
struct AuditRow: Sendable {
    let number: String
    let iso: String
    /// "Today, 14:03", "Aujourd’hui, 14 h 03".
    let when: String
    let act: String
    let object: String
    let objectUrl: String
    let facts: [Fact]
    let actor: String
    let actorUrl: String
    let address: String?

    struct Fact: Sendable {
        let name: String
        let value: String
    }

    init(_ record: AuditRecord, names: AuditNames, form: AuditForm, places: Places, speech: Speech, now: Instant) {
        let words = speech.words
        number = words("auditLog.number", ["number": "\(record.number)"])
        iso = speech.iso(record.at)
        when = "\(speech.shortDay(record.at, now: now)), \(speech.time(record.at))"
        act = words.act(record.act)
        object = names.object(record.object, of: record.act)
        objectUrl = places.audit + form.query(object: record.object)
        facts = (record.detail?.facts ?? []).map { fact in
            let values = fact.value.split(separator: ",").map { names.value(String($0), of: fact.name) }
            return Fact(name: words.found("auditLog.facts.\(fact.name)") ?? fact.name, value: values.joined(separator: ", "))
        }
        actor = names.actor(record.actor)
        actorUrl = places.audit + form.query(actor: record.actor)
        address = record.address
    }
}

/// How the ids of the audit log are called.
struct AuditNames: Sendable {
    let things: [String: AuditedThing]
    let speech: Speech
    let now: Instant

    /// Who acts without being anybody in particular.
    static let nameless = ["operator", "system", "stranger"]

    /// "Élise Gagnon", "The command line".
    func actor(_ actor: String) -> String {
        if let thing = things[actor] {
            return thing.kind == .staff ? thing.name : said(thing)
        }
        return speech.words.found("auditLog.actors.\(actor)") ?? actor
    }

    /// "Client Nadia Tremblay"; the id itself where it names nothing (any more). Messages have numbers, and no names.
    func object(_ id: String, of act: String = "") -> String {
        if let thing = things[id] { return said(thing) }
        return act.hasPrefix("notice.") ? speech.words("auditLog.things.message", ["name": id]) : id
    }

    /// - Parameter fact: What comes before the value: where that says already what kind of thing it is, the name is enough.
    func value(_ value: String, of fact: String) -> String {
        guard let thing = things[value] else { return speech.words.found("auditLog.\(fact).\(value)") ?? value }
        guard thing.kind.rawValue == fact else { return said(thing) }
        return thing.startsAt == nil ? thing.name : speech.words("auditLog.sessionFact", values(thing))
    }

    private func values(_ thing: AuditedThing) -> [String: String] {
        var values = ["name": thing.name]
        if let start = thing.startsAt {
            values["day"] = speech.shortDay(start, now: now)
            values["time"] = speech.time(start)
        }
        return values
    }

    private func said(_ thing: AuditedThing) -> String {
        let values = values(thing)
        let path = "auditLog.things.\(thing.kind.rawValue)"
        // A link may have no label.
        return thing.name.isEmpty ? speech.words("\(path)Unnamed", values) : speech.words(path, values)
    }
}

extension Words {
    /// What was done, in words; the stable word itself where there are none.
    func act(_ act: String) -> String { found("auditLog.acts.\(act)") ?? act }

    /// Every act that has words.
    var acts: [(act: String, text: String)] { paths(under: "auditLog.acts").map { ($0, act($0)) } }
}
