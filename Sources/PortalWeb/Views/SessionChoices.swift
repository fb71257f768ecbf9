import PortalCore
import SignalingProtocol

// What forms about sessions offer to choose from.
extension SelectView {
    /// Who holds it; `nil` where there is nobody to choose.
    init?(_ clinicians: [Staff], chosen: String, errors: [ErrorLine], words: Words) {
        guard clinicians.count > 1 else { return nil }
        self.init(
            "clinician", label: words("booking.clinician"),
            options: clinicians.map { Option(value: $0.id.rawValue, text: $0.name.text, isChosen: $0.id.rawValue == chosen) },
            errors: errors)
    }

    /// How long it is.
    ///
    /// - Parameters:
    ///   - lengths: Offered beside the usual ones, in minutes.
    ///   - hasUsual: Whether it can be left to the service.
    init(lengths: [Int], hasUsual: Bool, chosen: String, errors: [ErrorLine], words: Words) {
        let minutes = Set(BookingForm.lengths + lengths).sorted().map {
            Option(value: "\($0)", text: words("booking.minutes", ["count": "\($0)"]), isChosen: "\($0)" == chosen)
        }
        let usual = hasUsual ? [Option(value: "", text: words("plan.usualLength"), isChosen: chosen.isEmpty)] : []
        self.init("length", label: words("booking.length"), options: usual + minutes, errors: errors)
    }
}

/// A choice of service that tells a script the length and the fee of each.
struct ServiceChoice: Sendable {
    let id: String
    let label: String
    let error: String?
    let describedBy: String?
    let options: [Option]

    struct Option: Sendable {
        let value: String
        let text: String
        /// In minutes, as the form sends it.
        let minutes: String
        /// As the form sends it; empty: none.
        let fee: String
        let isChosen: Bool
    }

    init(
        _ services: [Service], chosen: String, _ practice: Practice, _ language: Language, _ errors: [ErrorLine], _ words: Words
    ) {
        id = "service"
        label = words("plan.service")
        error = errors["service"]
        describedBy = FieldView.describedBy("service", hint: nil, error: error)
        options =
            [Option(value: "", text: words("plan.noService"), minutes: "", fee: "", isChosen: chosen.isEmpty)]
            + services.map { service in
                let fee = service.fee.map(practice.money)
                let parts = [
                    service.name.text, words("booking.minutes", ["count": "\(service.minutes)"]), fee?.text(in: language),
                ].compactMap(\.self)
                return Option(
                    value: service.id.rawValue, text: parts.joined(separator: ", "), minutes: "\(service.minutes)",
                    fee: fee?.text(in: language) ?? "", isChosen: service.id.rawValue == chosen)
            }
    }
}
