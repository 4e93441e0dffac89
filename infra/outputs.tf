# What `make deploy` and Zappa's hook read: see configurator/deployment/outputs.py.

output "role_arn" {
  description = "The role that the function and its API work as."
  value       = aws_iam_role.function.arn
}

output "bucket" {
  description = "Pictures, and the package while it is being deployed."
  value       = aws_s3_bucket.this.bucket
}

output "region" {
  value = var.region
}

output "environment" {
  description = "The function's settings. Of secrets, only where they are."
  value = merge(var.settings, {
    ENVIRONMENT              = "production"
    STAGE                    = local.stage
    DATA_DIR                 = "/tmp/profile"
    STORE                    = "dynamodb"
    TABLE_PREFIX             = local.prefix
    PICTURES                 = "s3://${aws_s3_bucket.this.bucket}/${local.pictures}"
    SECRET_KEY_PARAMETER     = local.parameters.secret_key
    OPENAI_API_KEY_PARAMETER = var.renders ? local.parameters.openai_api_key : ""
    IMAGE_DAILY_BUDGET_USD   = tostring(var.image_daily_budget_usd)
    PUBLIC_URL               = var.public_url
    TRUSTED_HOSTS            = ".execute-api.${var.region}.amazonaws.com"
    CORS_ORIGINS             = join(",", var.cors_origins)
  })
}
