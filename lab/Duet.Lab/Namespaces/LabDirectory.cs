namespace Duet.Lab.Namespaces;

/// <summary>Where this run and all that it starts keep their temporary files.</summary>
internal sealed class LabDirectory : IDisposable
{
    private static readonly string _path = Path.Combine("/tmp", LabName.For("files"));

    public LabDirectory()
    {
        Directory.CreateDirectory(_path);
        Environment.SetEnvironmentVariable("TMPDIR", _path);
    }

    public static string File(string name) => Path.Combine(_path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (IOException)
        {
            // A browser is still writing its last; the next run removes it.
        }
    }
}
