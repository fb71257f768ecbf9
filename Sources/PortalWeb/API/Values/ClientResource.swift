import PortalCore
import SignalingProtocol

/// A record in the client list.
struct ClientResource: Resource, Equatable {
    let id: ClientID
    let name: String
    let email: String?
    let telephone: String?
    let birthDate: String?
    let address: String?
    let language: Language?
    let archivedAt: Moment?

    static let schema = Schema.named(
        "Client",
        .object([
            .required("id", .id), .required("name", .text), .optional("email", .text), .optional("telephone", .text),
            .optional("birthDate", .day), .optional("address", .text, "Lines, one under the other."),
            .optional("language", .oneOf(Language.self), "Absent: the practice's."),
            .optional("archivedAt", .moment, "Since when it is kept for its history alone."),
        ]))

    init(_ client: Client) {
        id = client.id
        name = client.name.text
        email = client.email?.text
        telephone = client.telephone?.text
        birthDate = client.birthDate?.description
        address = client.address?.text
        language = client.language
        archivedAt = client.archivedAt.map(Moment.init)
    }

    var place: String? { "/v1/clients/\(id)" }
}

/// What a client record is to say.
struct ClientBody: APIBody {
    var name: String
    var email: String?
    var telephone: String?
    var birthDate: String?
    var address: String?
    var language: Language?

    static let fields: [Schema.Field] = [
        .required("name", .text(1...200)), .optional("email", .nullable(.text(0...300))),
        .optional("telephone", .nullable(.text(0...80))), .optional("birthDate", .nullable(.day)),
        .optional("address", .nullable(.text(0...1_000)), "Up to six lines."),
        .optional("language", .nullable(.oneOf(Language.self)), "Absent: the practice's."),
    ]
    static let schema = Schema.named("ClientRecord", .object(fields))

    init(_ client: Client) {
        name = client.name.text
        email = client.email?.text
        telephone = client.telephone?.text
        birthDate = client.birthDate?.description
        address = client.address?.text
        language = client.language
    }
}

/// A client record that is to be added.
struct NewClientBody: APIBody {
    let record: ClientBody
    let acceptsDuplicate: Bool?

    static let schema = Schema.named(
        "NewClient",
        .object(
            ClientBody.fields + [
                .optional("acceptsDuplicate", .nullable(.boolean), "Adds it although there seems to be such a client.")
            ]))

    private enum Key: CodingKey { case acceptsDuplicate }

    init(from decoder: any Decoder) throws {
        record = try ClientBody(from: decoder)
        acceptsDuplicate = try decoder.container(keyedBy: Key.self).decodeIfPresent(Bool.self, forKey: .acceptsDuplicate)
    }

    func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(acceptsDuplicate, forKey: .acceptsDuplicate)
    }
}
