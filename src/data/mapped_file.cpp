#include "data/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "base/file.h"

namespace kith::data {

MappedFile::MappedFile(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto size = std::filesystem::file_size(path, ignored);
  if (!ignored && size > copied_up_to) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
      void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
      ::close(file);
      if (mapped != MAP_FAILED) {
        mapped_ = static_cast<char*>(mapped);
        size_ = size;
        return;
      }
    }
  }
  copied_ = read_file(path);
}

std::shared_ptr<const MappedFile> MappedFile::holding(std::string bytes) {
  std::shared_ptr<MappedFile> file(new MappedFile);
  file->copied_ = std::move(bytes);
  return file;
}

MappedFile::~MappedFile() {
  if (mapped_ != nullptr) {
    ::munmap(mapped_, size_);
  }
}

void MappedFile::forget(std::size_t begin, std::size_t end) const {
  if (mapped_ == nullptr) {
    return;
  }
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  begin = (begin + page - 1) / page * page;
  end = end / page * page;
  if (begin < end) {
    ::madvise(mapped_ + begin, end - begin, MADV_DONTNEED);
  }
}

}  // namespace kith::data
