import PortalCore
import SignalingProtocol

/// What somebody typed to say what a session is and what it costs.
struct ChargeForm: Equatable, Sendable {
    var service: String
    var fee: String
    var isTaxed: Bool

    init(_ charge: SessionCharge, in practice: Practice, _ language: Language) {
        service = charge.service?.rawValue ?? ""
        fee = charge.fee.map { practice.money($0).text(in: language) } ?? ""
        isTaxed = charge.isTaxed
    }

    init(_ fields: FormFields) {
        service = String(fields["service"].prefix(128))
        fee = String(fields["fee"].prefix(40))
        isTaxed = fields["taxed"] == "yes"
    }

    /// What the form says, or what is wrong with it.
    ///
    /// - Parameter services: Those that can be chosen: what is offered, and what the session is already.
    func read(_ services: [Service], in practice: Practice, words: Words) -> (charge: SessionCharge, errors: [ErrorLine]) {
        var charge = SessionCharge(isTaxed: isTaxed)
        var errors: [ErrorLine] = []
        if !service.isEmpty {
            charge.service = services.first { $0.id.rawValue == service }?.id
            if charge.service == nil { errors.append(ErrorLine(field: "service", text: words("plan.serviceUnknown"))) }
        }
        if !fee.isEmpty {
            do throws(MoneyRefusal) { charge.fee = try Money(fee, practice.currency).minorUnits } catch {
                errors.append(ErrorLine(field: "fee", text: words(error.words)))
            }
        }
        return (charge, errors)
    }
}
