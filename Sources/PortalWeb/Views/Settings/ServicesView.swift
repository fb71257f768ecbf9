import PortalCore
import SignalingProtocol

/// The kinds of session that a practice holds.
struct ServicesView: Sendable {
    let head: SettingsHead
    let newUrl: String
    let hasServices: Bool
    let services: [Row]
    let hasFormer: Bool
    let former: [Row]

    struct Row: Sendable {
        let name: String
        let detail: String
        let url: String
    }

    init(_ services: [Service], practice: Practice, notice: String?, speech: Speech) {
        let (words, places) = (speech.words, Places(practice: practice.slug))
        func rows(_ isOffered: Bool) -> [Row] {
            services.filter { $0.isOffered == isOffered }.map {
                Row(name: $0.name.text, detail: speech.charge(of: $0, in: practice), url: places.service($0.id))
            }
        }
        head = SettingsHead("services", notice: notice, errors: [], places: places, words: words)
        newUrl = places.newService
        self.services = rows(true)
        former = rows(false)
        hasServices = !self.services.isEmpty
        hasFormer = !former.isEmpty
    }
}

extension Speech {
    /// "50 minutes, $120.00 plus taxes".
    fileprivate func charge(of service: Service, in practice: Practice) -> String {
        var values = ["minutes": "\(service.minutes)"]
        guard let fee = service.fee else { return words("services.detailOpen", values) }
        values["fee"] = Money(minorUnits: fee, practice.currency).text(in: language)
        return words(service.isTaxed ? "services.detailTaxed" : "services.detail", values)
    }
}
