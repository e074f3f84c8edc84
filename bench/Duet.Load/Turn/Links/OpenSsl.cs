using System.Runtime.InteropServices;

namespace Duet.Load.Turn.Links;

/// <summary>
/// OpenSSL 3 as the runtime itself uses it. <c>SslStream</c> cannot say "nothing there yet" without an asynchronous read, and those hop
/// through the thread pool, which is CPU time of the server's.
/// </summary>
internal static partial class OpenSsl
{
    public const int WantRead = 2;
    public const int WantWrite = 3;

    public const int SetMode = 33;
    public const int SetReadAhead = 41;
    public const int SetLeastVersion = 123;

    public const nint Tls12 = 0x0303;
    public const nint RetryFromMovedBuffer = 2;

    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    [LibraryImport(Ssl)]
    public static partial nint TLS_client_method();

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_ctrl(nint context, int command, nint number, nint pointer);

    /// <summary>For TLS 1.3.</summary>
    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_ciphersuites(nint context, string suites);

    /// <summary>For TLS 1.2.</summary>
    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_cipher_list(nint context, string suites);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Ssl)]
    public static partial nint SSL_new(nint context);

    [LibraryImport(Ssl)]
    public static partial int SSL_set_fd(nint session, int descriptor);

    [LibraryImport(Ssl)]
    public static partial int SSL_connect(nint session);

    [LibraryImport(Ssl)]
    public static partial int SSL_read(nint session, Span<byte> buffer, int bytes);

    [LibraryImport(Ssl)]
    public static partial int SSL_write(nint session, ReadOnlySpan<byte> buffer, int bytes);

    [LibraryImport(Ssl)]
    public static partial int SSL_get_error(nint session, int result);

    [LibraryImport(Ssl)]
    public static partial void SSL_free(nint session);

    /// <summary>Empties the thread's list of errors, which SSL_get_error goes by.</summary>
    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();
}
