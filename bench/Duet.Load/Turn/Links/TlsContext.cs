namespace Duet.Load.Turn.Links;

/// <summary>
/// What all TLS links of a run share: TLS 1.3, or 1.2 for a server that has no other, with AES-128-GCM, which browsers name first, so that no
/// server saves by another choice. The certificate is not looked at: it is self-signed.
/// </summary>
internal sealed class TlsContext : IDisposable
{
    private const string Tls13Suite = "TLS_AES_128_GCM_SHA256";
    private const string Tls12Suites = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";

    public TlsContext()
    {
        try
        {
            Handle = OpenSsl.SSL_CTX_new(OpenSsl.TLS_client_method());
        }
        catch (DllNotFoundException)
        {
            throw new LoadException("TLS needs OpenSSL 3 (libssl.so.3)");
        }

        OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SetLeastVersion, OpenSsl.Tls12, 0);
        OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SetReadAhead, 1, 0);
        OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SetMode, OpenSsl.RetryFromMovedBuffer, 0);
        if (OpenSsl.SSL_CTX_set_ciphersuites(Handle, Tls13Suite) != 1 || OpenSsl.SSL_CTX_set_cipher_list(Handle, Tls12Suites) != 1)
            throw new LoadException("OpenSSL here does not know AES-128-GCM");
    }

    public nint Handle { get; }

    public void Dispose() => OpenSsl.SSL_CTX_free(Handle);
}
