output "files" {
  description = "The files that were applied, with their hashes."
  value       = terraform_data.migrations.output
}
