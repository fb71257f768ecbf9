import PortalCore
import SignalingProtocol

/// What somebody typed about a service: a kind of session, its length and its fee.
struct ServiceForm: Equatable, Sendable {
    var name = ""
    var minutes = "50"
    /// Empty: agreed on each time.
    var fee = ""
    var isTaxed = false
    var isOffered = true

    init() {}

    init(_ service: Service, _ practice: Practice, _ language: Language) {
        name = service.name.text
        minutes = "\(service.minutes)"
        fee = service.fee.map { Money(minorUnits: $0, practice.currency).text(in: language) } ?? ""
        isTaxed = service.isTaxed
        isOffered = service.isOffered
    }

    init(_ fields: FormFields) {
        name = String(fields["name"].prefix(200))
        minutes = String(fields["minutes"].prefix(20))
        fee = String(fields["fee"].prefix(64))
        isTaxed = fields["taxed"] == "yes"
        isOffered = fields["offered"] == "yes"
    }

    /// What the form says, or what is wrong with it.
    func read(in currency: Currency, _ words: Words) -> (wanted: Wanted?, errors: [ErrorLine]) {
        var errors: [ErrorLine] = []
        func refuse(_ field: String) { errors.append(ErrorLine(field: field, text: words("services.\(field)Wrong"))) }
        let name = try? DisplayName.parse(self.name)
        let minutes = Int(self.minutes).flatMap { SessionTime.lengths.contains($0) ? $0 : nil }
        let fee = try? Money(self.fee, currency)
        if name == nil { refuse("name") }
        if minutes == nil { refuse("minutes") }
        if !self.fee.isEmpty, fee == nil { refuse("fee") }
        guard let name, let minutes, errors.isEmpty else { return (nil, errors) }
        return (Wanted(name: name, minutes: minutes, fee: fee?.minorUnits, isTaxed: isTaxed, isOffered: isOffered), [])
    }

    struct Wanted: Sendable {
        let name: DisplayName
        let minutes: Int
        let fee: Int64?
        let isTaxed: Bool
        let isOffered: Bool
    }
}
