import Foundation
import NIOSSL

extension Settings {
    /// A certificate chain and its private key, PEM files that were read once and fit each other.
    struct TLS: Sendable {
        var certificate: String
        var key: String

        /// For serving HTTP/1.1.
        ///
        /// - Throws: An error of NIOSSL, if a file can't be read any more.
        func configuration() throws -> TLSConfiguration {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            configuration.applicationProtocols = ["http/1.1"]
            return configuration
        }
    }

    /// - Throws: ``SettingsError``, if one of the two is missing or is no PEM file of its kind, or they don't belong together.
    static func tls(_ reader: SettingsReader) throws -> TLS? {
        let certificate = try reader.value(.tlsCertificate) { path in
            file(path).flatMap { (try? NIOSSLCertificate.fromPEMFile($0.path(percentEncoded: false)))?.isEmpty == false ? $0 : nil }
        }
        let key = try reader.value(.tlsKey) { path in
            file(path).flatMap { (try? NIOSSLPrivateKey(file: $0.path(percentEncoded: false), format: .pem)) == nil ? nil : $0 }
        }
        switch (certificate, key) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            let tls = TLS(certificate: certificate.path(percentEncoded: false), key: key.path(percentEncoded: false))
            guard let configuration = try? tls.configuration(), (try? NIOSSLContext(configuration: configuration)) != nil else {
                throw SettingsError(.tlsKey, key.path(percentEncoded: false))
            }
            return tls
        case (_, nil): throw SettingsError(.tlsKey, "")
        case (nil, _): throw SettingsError(.tlsCertificate, "")
        }
    }
}
